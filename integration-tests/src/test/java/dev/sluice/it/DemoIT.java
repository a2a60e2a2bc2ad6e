package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer walks through it: the login on its page, then chat, stream, tools and an image. */
final class DemoIT {
    private static final Pattern PAGE = Pattern.compile("Please visit: (\\S+)");
    private static final Pattern CODE = Pattern.compile("Enter code: (\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REAL = "GITHUB_COPILOT_TOKEN=ghu_real\nPORT=1\nPROXY_SERVER_KEY=real-key\n";
    // A PNG of one pixel.
    private static final String IMAGE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
                    + "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void isWalkedThroughAndRemembersItsLogin() throws Exception {
        try (RestartScript script = new RestartScript(folder).with("GITHUB_COPILOT_TOKEN", "ghu_of_the_shell")) {
            Path env = Files.createDirectories(script.home()).resolve(".env");
            Files.writeString(env, REAL);
            Files.setLastModifiedTime(env, FileTime.from(Instant.EPOCH));
            try {
                RestartScript.Result first = script.run("--demo");
                assertThat(first.status()).as(first.output()).isZero();
                assertThat(first.output())
                        .contains("DEMO: replies come from simulated GitHub")
                        .contains("Waiting for authorization");

                approve(found(PAGE, first.output()), found(CODE, first.output()));
                awaitReady(script);
                chats(script);

                RestartScript.Result second = script.run("--demo");
                assertThat(second.output())
                        .contains("DEMO: replies come from simulated GitHub")
                        .doesNotContain("Enter code", "not ready");
                assertThat(chat(script, "\"content\":\"Again\"", "")).contains("Again");
            } finally {
                script.run("--demo", "-s");
            }
            assertThat(env).hasContent(REAL);
            assertThat(Files.getLastModifiedTime(env)).isEqualTo(FileTime.from(Instant.EPOCH));
            assertThat(script.home().resolve(".demo/.env")).content().contains("GITHUB_COPILOT_TOKEN=");
            assertThat(script.home().resolve(".demo/logs/server.log"))
                    .content()
                    .doesNotContain("ghu_real", "real-key", "ghu_of_the_shell");
            assertThat(script.home().resolve(".cache")).doesNotExist();
        }
    }

    private void chats(RestartScript script) throws Exception {
        assertThat(get(script.url() + "/v1/models").body()).contains("copilot-gpt-4o");
        assertThat(chat(script, "\"content\":\"Good morning\"", ""))
                .contains("\"object\":\"chat.completion\"", "Good morning");
        assertThat(chat(script, "\"content\":\"Good morning\"", ",\"stream\":true"))
                .contains("chat.completion.chunk")
                .endsWith("data: [DONE]\n\n");
        assertThat(chat(script, "\"content\":\"What is the weather in Oslo?\"", """
                        ,"tools":[{"type":"function","function":{"name":"weather","parameters":\
                        {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]"""))
                .contains("\"tool_calls\"", "\"weather\"");
        assertThat(chat(script, """
                        "content":[{"type":"text","text":"What is this?"},\
                        {"type":"image_url","image_url":{"url":"%s"}}]""".formatted(IMAGE), "")).contains("PNG");
    }

    private void approve(String page, String code) throws Exception {
        assertThat(get(page).body()).contains("simulator", "name=\"user_code\"", "value=\"approve\"");
        HttpRequest form = HttpRequest.newBuilder(URI.create(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("user_code=" + code + "&decision=approve"))
                .build();
        HttpResponse<String> reply = http.send(form, BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("Congratulations");
    }

    private void awaitReady(RestartScript script) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (get(script.url() + "/ready").statusCode() != 200) {
            assertThat(System.nanoTime()).as("not ready in time").isLessThan(end);
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private String chat(RestartScript script, String content, String more) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(script.url() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"model\":\"copilot-gpt-4o\",\"messages\":[{\"role\":\"user\","
                        + content + "}]" + more + "}"))
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
