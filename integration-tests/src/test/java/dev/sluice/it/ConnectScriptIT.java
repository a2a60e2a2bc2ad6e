package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code connect.sh} as a person runs it, on configurations that agents have by then. */
final class ConnectScriptIT {
    private static final String CLAUDE = ".claude/settings.json";
    private static final String GEMINI = ".gemini/settings.json";

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void prepare() throws IOException {
        home = Files.createDirectories(folder.resolve("my home's folder"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\n  \"model\": \"x\"\n}\n",
                "{\"env\": {\"FOO\": \"b\\\"}{\"}, \"x\": [1]}",
                "{\"env\":{ }}\n\n",
                "{\"é\": {\"env\": {\"ANTHROPIC_MODEL\": 1}}, \"env\": {\"ü\": \"&/\\\\\"}}\n"
            })
    void takesOutOfJsonExactlyWhatItPutIn(String before) throws Exception {
        assertThat(writesTwiceAndRemoves("claude", CLAUDE, before))
                .contains("\"ANTHROPIC_BASE_URL\": \"http://127.0.0.1:4444\"")
                .doesNotContain(":4000");
    }

    @ParameterizedTest
    @CsvSource({
        "gemini, .gemini/.env, 'A=b', GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:4444",
        "gemini, .gemini/.env, 'A=b\n\n', GEMINI_MODEL=copilot-gemini-2.5-pro",
        "codex, .codex/sluice.config.toml, '# mine', base_url = \"http://127.0.0.1:4444/v1\"",
        "codex, .codex/sluice.config.toml, '# model = 1\r\npersonality = \"none\" # mine\r\n', web_search = \"disabled\"",
        "qwen, .qwen/.env, '# OPENAI_MODEL=x\nexport A=b\n', OPENAI_BASE_URL=http://127.0.0.1:4444/v1",
        "opencode, .config/opencode/opencode.json, '{ // \"provider\": {\n\"provider\": {\"a\": {}}}', \"sluice\": {",
        "opencode, .config/opencode/opencode.json, '{ /* { */ \"x\": [1, 2,], } // }', \"sluice\": {"
    })
    void takesOutOfOtherFilesExactlyWhatItPutIn(String client, String file, String before, String written)
            throws Exception {
        assertThat(writesTwiceAndRemoves(client, file, before))
                .contains(written)
                .containsOnlyOnce(":4444");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {'security':{'auth':{'selectedType':'gemini-api-key'}}}",
                "{'ui': 1, 'security': {'x': {'auth': {}}}} | {'ui':1,'security':{'auth':{'selectedType':"
                        + "'gemini-api-key'},'x':{'auth':{}}}}",
                "{'security': {'auth': {}}, 'mcp': {'auth': {'selectedType': 'x'}}} | {'security':{'auth':"
                        + "{'selectedType':'gemini-api-key'}},'mcp':{'auth':{'selectedType':'x'}}}",
                "{'security': {'auth': { 'selectedType' : 'oauth-personal', 'a': 1 } } } | {'security':{'auth':"
                        + "{'selectedType':'gemini-api-key','a':1}}}",
                "{'security': {'auth': {'selectedType': 'gemini-api-key'}}} | {'security':{'auth':{'selectedType':"
                        + "'gemini-api-key'}}}"
            })
    void choosesTheKeyForGeminiAndGivesTheFormerChoiceBack(String before, String written) throws Exception {
        assertThat(GatewayClient.json(writesTwiceAndRemoves("gemini", GEMINI, before.replace('\'', '"'))))
                .isEqualTo(GatewayClient.json(written.replace('\'', '"')));
    }

    @Test
    void leavesCommentsOfSettingsAlone() throws Exception {
        String before =
                "{ // \"security\": {\n  \"security\": { /* { */ \"auth\": {\"selectedType\": \"x\"} // why\n} }\n";
        assertThat(writesTwiceAndRemoves("gemini", GEMINI, before))
                .isEqualTo(before.replace("\"x\"", "\"gemini-api-key\""));
    }

    @Test
    void keepsAChoiceThatWasMadeMeanwhile() throws Exception {
        Path file = put(GEMINI, "{\"security\": {\"auth\": {\"selectedType\": \"vertex-ai\"}}}");
        succeed("gemini", "--write");
        String chosen = Files.readString(file).replace("gemini-api-key", "oauth-personal");
        Files.writeString(file, chosen);

        succeed("gemini", "--remove");

        assertThat(file).content().isEqualTo(chosen);
        assertThat(home.resolve(GEMINI + ".sluice")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"security\": null}", "{\"security\": {\"auth\": {\"selectedType\": 1}}}", "{\"security\": {"})
    void setsNoAgentUpByHalves(String settings) throws Exception {
        Path file = put(GEMINI, settings);

        assertThat(run("gemini", "--write").status()).isEqualTo(1);

        assertThat(file).content().isEqualTo(settings);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "claude, " + CLAUDE,
        "codex, .codex/sluice.config.toml",
        "gemini, .gemini/.env",
        "opencode, .config/opencode/opencode.json",
        "qwen, .qwen/.env"
    })
    void leavesNothingWhereNothingWas(String client, String name) throws Exception {
        Path file = home.resolve(name);
        succeed(client, "--write");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("it may hold a key")
                .isEqualTo("rw-------");
        succeed(client, "--remove");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsWhatWasChangedBesideItMeanwhile() throws Exception {
        Path file = put(CLAUDE, "{\"a\": 1}");
        succeed("claude", "--write");
        Files.writeString(file, Files.readString(file).replace("\"a\": 1", "\"a\": 2, \"b\": 3"));

        succeed("claude", "--remove");

        assertThat(file).content().isEqualTo("{\"a\": 2, \"b\": 3}");
        assertThat(home.resolve(CLAUDE + ".before-sluice")).content().isEqualTo("{\"a\": 1}");
    }

    @Test
    void writesThroughALinkAndLeavesItALink() throws Exception {
        Path file = put("dotfiles/claude.json", "{\"a\": 1}");
        Path link = home.resolve(CLAUDE);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, file);

        succeed("claude", "--write");
        assertThat(file).content().contains("ANTHROPIC_BASE_URL");
        succeed("claude", "--remove");

        assertThat(link).isSymbolicLink().content().isEqualTo("{\"a\": 1}");
    }

    @Test
    void leavesWhatTheAgentAddedInFrontOfItReadable() throws Exception {
        Path file = put("opencode.json", "{}");
        Path link = home.resolve(".config/opencode/opencode.json");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, file);
        succeed("opencode", "--write");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\n  \"\\$schema\": \"x\","));

        succeed("opencode", "--remove");

        assertThat(file).content().isEqualToIgnoringWhitespace("{\"$schema\": \"x\"}");
    }

    @ParameterizedTest
    @CsvSource({"claude, " + CLAUDE, "gemini, " + GEMINI, "opencode, .config/opencode/opencode.json"})
    void leavesWhatTheAgentAddedBehindItReadable(String client, String name) throws Exception {
        Path file = put(name, "{}");
        succeed(client, "--write");
        String added = Files.readString(file).replaceFirst("\\s*}\\s*$", ",\n  \"theme\": \"dark\"\n}\n");
        Files.writeString(file, added);

        succeed(client, "--remove");

        assertThat(file).content().isEqualToIgnoringWhitespace("{\"theme\": \"dark\"}");
    }

    @ParameterizedTest
    @CsvSource({"chat, @ai-sdk/openai-compatible", "messages, @ai-sdk/anthropic", "responses, @ai-sdk/openai"})
    void letsOpenCodeSpeakEachApi(String api, String npm) throws Exception {
        assertThat(succeed("opencode", "--api", api)).contains("\"npm\": \"" + npm + "\"");
        assertThat(run("claude", "--api", api).status()).isEqualTo(2);
        assertThat(run("opencode", "--api", "x" + api).status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"env\": {\"ANTHROPIC_MODEL\": \"mine\"}}", "{\"env\": ", "[]", ""})
    void touchesNothingThatItCannotAddTo(String before) throws Exception {
        Path file = put(CLAUDE, before);

        assertThat(run("claude", "--write").status()).isEqualTo(1);

        assertThat(file).content().isEqualTo(before);
        assertThat(run("claude", "--remove").output()).startsWith("Nothing of Sluice was written");
    }

    @Test
    void putsNothingBehindTheTablesOfToml() throws Exception {
        Path file = put(".codex/sluice.config.toml", "[features]\nx = true\n");

        assertThat(run("codex", "--write").output()).contains("has tables");

        assertThat(file).content().isEqualTo("[features]\nx = true\n");
    }

    @Test
    void findsPortAndKeyWhereTheGatewayDoes() throws Exception {
        put("application.yaml", "log:\n  port: 1\nserver:\n  host: localhost\n  port: 4555 # ours\n");
        assertThat(succeed("codex", "--model", "copilot-gpt-5.4"))
                .contains("base_url = \"http://127.0.0.1:4555/v1\"", "model = \"copilot-gpt-5.4\"");
        put(".env", "PORT=4556\nPROXY_SERVER_KEY=\"a-secret\"\n");
        assertThat(succeed("codex")).contains("http://127.0.0.1:4556/v1").doesNotContain("a-secret");
        succeed("codex", "--write");
        assertThat(home.resolve(".codex/sluice.config.toml")).content().contains("\"a-secret\"");
    }

    private String writesTwiceAndRemoves(String client, String name, String before) throws Exception {
        Path file = put(name, before);
        succeed(client, "--write");
        succeed(client, "--write", "-p", "4444");
        String written = Files.readString(file);
        succeed(client, "--remove");
        assertThat(Files.readAllBytes(file)).isEqualTo(before.getBytes(StandardCharsets.UTF_8));
        assertThat(home.resolve(name + ".before-sluice")).content().isEqualTo(before);
        return written;
    }

    private Path put(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private String succeed(String... options) throws IOException, InterruptedException {
        RestartScript.Result result = run(options);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }

    private RestartScript.Result run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("sluice.root"), "connect.sh").toString());
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("SLUICE_HOME", home.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new RestartScript.Result(process.exitValue(), output);
    }
}
