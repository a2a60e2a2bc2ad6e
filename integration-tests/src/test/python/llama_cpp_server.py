"""Runs llama.cpp's own server with one model: server.py MODEL PORT."""

import sys
import threading

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {"tiny"}
params.port = int(sys.argv[2])
params.n_ctx = 4096
params.n_parallel = 2
params.ctx_shift = True
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1
params.embedding = True
params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN

server = xllamacpp.Server(params)
threading.Event().wait()
