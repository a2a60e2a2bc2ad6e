"""Writes a model of the llama architecture as a GGUF file of 2 MB.

Its weights are not trained but set: attention and feed-forward add nothing, so that the last token alone decides
which one comes next. It says "Sluice" and stops after a full stop, goes on for ever after an exclamation mark, and
calls a tool after a question mark.
"""

import sys

import gguf
import numpy

WIDTH = 288
FEED_FORWARD = 32
SAYS = ".Sluice"
GOES_ON = "!xyzx"
END, SPACE_T, TOOL_CALL = "<|end|>", "Ġt", "<tool_call>"

# The message's text comes last in the prompt, where other templates say whose turn it is.
TEMPLATE = """\
{% if tools %}<tools>{% for tool in tools %}{{ tool | tojson }}{% endfor %}</tools>{% endif %}\
{% for message in messages %}<|{{ message.role }}|>{{ message.content or '' }}\
{% for call in message.tool_calls or [] %}<tool_call>{"name": "{{ call.function.name }}", \
"arguments": {{ call.function.arguments | tojson }}}</tool_call>{% endfor %}\
{% if message.role == 'assistant' %}<|end|>{% endif %}{% endfor %}"""


def byte_tokens():
    """The characters that stand for the 256 bytes in GPT-2's vocabulary."""
    printable = {*range(33, 127), *range(161, 173), *range(174, 256)}
    others = iter(range(256, 512))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


def next_token(tokens):
    """A row for each token, of what speaks for it after each other token."""
    rows = numpy.zeros((len(tokens), WIDTH))
    for first, second in [*zip(SAYS, SAYS[1:]), *zip(GOES_ON, GOES_ON[1:])]:
        rows[ord(second), ord(first)] = 1
    rows[tokens.index(END), ord(SAYS[-1])] = 1
    rows[tokens.index(TOOL_CALL), ord("?")] = 1
    # Where a grammar leaves a choice: end rather than go on, and never write blanks.
    rows[tokens.index(END)] += 0.1
    for blank in "\t\n\r ":
        rows[ord(blank)] = -1
    return rows


def tensors(tokens):
    yield "token_embd", numpy.eye(len(tokens), WIDTH)
    yield "output_norm", numpy.ones(WIDTH)
    yield "output", next_token(tokens)
    for name in "attn_q", "attn_k", "attn_v", "attn_output":
        yield f"blk.0.{name}", numpy.zeros((WIDTH, WIDTH))
    yield "blk.0.attn_norm", numpy.ones(WIDTH)
    yield "blk.0.ffn_norm", numpy.ones(WIDTH)
    yield "blk.0.ffn_gate", numpy.zeros((FEED_FORWARD, WIDTH))
    yield "blk.0.ffn_up", numpy.zeros((FEED_FORWARD, WIDTH))
    yield "blk.0.ffn_down", numpy.zeros((WIDTH, FEED_FORWARD))


def write(path):
    tokens = [*byte_tokens(), END, SPACE_T, TOOL_CALL]
    kinds = gguf.TokenType
    file = gguf.GGUFWriter(path, "llama")
    file.add_context_length(4096)
    file.add_embedding_length(WIDTH)
    file.add_block_count(1)
    file.add_feed_forward_length(FEED_FORWARD)
    file.add_head_count(4)
    file.add_layer_norm_rms_eps(1e-6)
    file.add_rope_dimension_count(WIDTH // 4)
    file.add_vocab_size(len(tokens))
    file.add_tokenizer_model("gpt2")
    file.add_tokenizer_pre("default")
    file.add_token_list(tokens)
    file.add_token_types([kinds.NORMAL] * 256 + [kinds.CONTROL, kinds.NORMAL, kinds.USER_DEFINED])
    # A vocabulary without a single merge is refused.
    file.add_token_merges(["Ġ t"])
    file.add_bos_token_id(tokens.index(END))
    file.add_eos_token_id(tokens.index(END))
    file.add_add_bos_token(False)
    file.add_chat_template(TEMPLATE)
    for name, values in tensors(tokens):
        file.add_tensor(f"{name}.weight", values.astype(numpy.float32))
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


if __name__ == "__main__":
    write(sys.argv[1])
