# The simulated GitHub (8080) and Copilot (8081), on the gateway's image: for tests of the gateway in containers.
# Another container reaches it as `simulator`, unless SIMULATOR_COPILOT_URL says otherwise.
ARG BASE=sluice:latest
FROM ${BASE}
COPY demo /opt/sluice/demo
ENV SIMULATOR_HOST=0.0.0.0 \
    SIMULATOR_GITHUB_PORT=8080 \
    SIMULATOR_COPILOT_PORT=8081 \
    SIMULATOR_COPILOT_URL=http://simulator:8081
EXPOSE 8080 8081
HEALTHCHECK NONE
ENTRYPOINT ["/opt/jre/bin/java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", \
  "-p", "/opt/sluice/lib:/opt/sluice/demo", "-m", "dev.sluice.demo/dev.sluice.demo.SimulatorMain"]
