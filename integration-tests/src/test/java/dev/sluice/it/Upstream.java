package dev.sluice.it;

/** A model of each dialect that Copilot's models speak, and where the simulator hears of it. */
enum Upstream {
    CHAT("copilot-gpt-4o", "/chat/completions"),
    MESSAGES("copilot-claude-sonnet-4.5", "/v1/messages"),
    RESPONSES("copilot-gpt-5.2-codex", "/responses");

    private final String model;
    private final String path;

    Upstream(String model, String path) {
        this.model = model;
        this.path = path;
    }

    String model() {
        return model;
    }

    /** The path that is called unless the model also speaks the caller's dialect. */
    String path() {
        return path;
    }
}
