package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway as a process of its own, started from the module path. */
final class StopSignalsTest {
    private static final Pattern BANNER = Pattern.compile("Sluice .*listening on (http[^ ,\"]*)");

    private static final Pattern TEST_ONLY =
            Pattern.compile("junit|archunit|assertj|surefire|test-classes|opentest4j|apiguardian|byte-buddy");

    @TempDir
    private Path home;

    @Test
    void endsInGoodOrderAtTheFirstSignal() throws Exception {
        Process process = process();
        try {
            assertThat(url(process)).isNotNull();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void endsAtOnceAtTheSecondSignal() throws Exception {
        Process process = process();
        try {
            URI url = url(process);
            try (Socket unfinished = new Socket(url.getHost(), url.getPort())) {
                String request = String.join(
                        "\r\n",
                        "POST /v1/chat/completions HTTP/1.1",
                        "Host: localhost",
                        "Content-Length: 9",
                        "Expect: 100-continue",
                        "",
                        "");
                unfinished.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                // Being asked for its body tells that the request runs, and so would keep the process alive.
                assertThat(unfinished.getInputStream().read()).isEqualTo('H');
                process.destroy();
                assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
                process.destroy();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(143);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Process process() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-p",
                modulePath(),
                "-m",
                "dev.sluice.gateway/dev.sluice.gateway.Main");
        builder.environment().put("SLUICE_HOME", home.toString());
        builder.environment().put("PORT", "0");
        return builder.redirectErrorStream(true).start();
    }

    /** Surefire has what only runs, and is not compiled against, on the class path. */
    private static String modulePath() {
        return Stream.of(System.getProperty("jdk.module.path"), System.getProperty("java.class.path"))
                .flatMap(Pattern.compile(File.pathSeparator)::splitAsStream)
                .filter(entry -> !TEST_ONLY.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static URI url(Process process) throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher banner = BANNER.matcher(line);
            if (banner.find()) {
                return URI.create(banner.group(1));
            }
            output.append(line).append('\n');
        }
        throw new IOException("the gateway ended, saying: " + output);
    }
}
