package dev.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;

/** The image with nothing but what it needs: no capability, little memory, no file system to write to but its home. */
@NeedsDocker
@Timeout(300)
final class ConfinedGatewayIT {
    private static final long MEMORY = 256L << 20;
    private static final Pattern LARGEST_HEAP = Pattern.compile("(?m)^memory_maxHeap_bytes\\S* (\\S+)$");

    private static ContainedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = startConfined();
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void writesNowhereButToItsHome() throws Exception {
        GenericContainer<?> container = gateway.container();

        assertThat(gateway.chat("Hello", false).statusCode()).isEqualTo(200);
        assertThat(gateway.chat("Hello", true).body()).contains("data: [DONE]");
        assertThat(container.execInContainer("touch", "/opt/sluice/file").getStderr())
                .contains("Read-only file system");
        assertThat(container.execInContainer("ls", "-A", "/data").getStdout()).contains(".cache");
    }

    @Test
    void livesWithinItsMemory() throws Exception {
        String fourMegabytes = "word ".repeat(800_000);
        List<Callable<HttpResponse<String>>> chats = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            chats.add(() -> gateway.chat(fourMegabytes, false));
        }
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> reply : callers.invokeAll(chats)) {
                assertThat(reply.get().statusCode()).isLessThan(500);
            }
        }

        assertThat(gateway.chat("Hello", false).statusCode()).isEqualTo(200);
        assertThat(largestHeap()).isBetween(MEMORY / 4.0, MEMORY / 2.0);
        assertThat(state(gateway).getOOMKilled()).isFalse();
    }

    @Test
    void stopsInGoodOrderWhenItIsTold() throws Exception {
        try (ContainedGateway stopped = startConfined()) {
            assertThat(stopped.chat("Hello", false).statusCode()).isEqualTo(200);
            GenericContainer<?> container = stopped.container();

            // After this time the engine kills it, and the status is another.
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout(30)
                    .exec();

            assertThat(state(stopped).getRunning()).isFalse();
            assertThat(state(stopped).getExitCodeLong()).isZero();
        }
    }

    private static ContainedGateway startConfined() {
        return ContainedGateway.start(
                container -> container.withCreateContainerCmdModifier(ConfinedGatewayIT::confine));
    }

    private static void confine(CreateContainerCmd command) {
        HostConfig host = Objects.requireNonNull(command.getHostConfig());
        host.withReadonlyRootfs(true)
                .withTmpFs(Map.of("/data", "rw,noexec,nosuid,size=16m,uid=10001,gid=10001,mode=0700"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY);
    }

    private double largestHeap() throws Exception {
        Matcher matcher = LARGEST_HEAP.matcher(gateway.get("/metrics").body());
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static InspectContainerResponse.ContainerState state(ContainedGateway gateway) {
        return gateway.container().getCurrentContainerInfo().getState();
    }
}
