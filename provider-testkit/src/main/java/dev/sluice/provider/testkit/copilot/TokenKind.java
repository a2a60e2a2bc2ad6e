package dev.sluice.provider.testkit.copilot;

/** Kinds of GitHub tokens that Copilot distinguishes. */
public enum TokenKind {
    /** Of the Copilot editor app ({@code ghu_}): can be exchanged, and used directly. */
    COPILOT_APP,
    /** Of VS Code's OAuth app ({@code gho_}): can be exchanged, and used directly. */
    EDITOR_OAUTH_APP,
    /** Of an app that may not exchange ({@code gho_}; the exchange answers 404): used directly. */
    OTHER_OAUTH_APP,
    /** A fine-grained personal access token with the Copilot Requests permission: used directly. */
    FINE_GRAINED,
    /** A fine-grained personal access token without that permission. */
    FINE_GRAINED_WITHOUT_PERMISSION,
    /** A classic personal access token ({@code ghp_}): accepted by neither. */
    CLASSIC,
    /** An organisation's installation token ({@code ghs_}): used directly. */
    INSTALLATION;

    boolean exchangeable() {
        return this == COPILOT_APP || this == EDITOR_OAUTH_APP;
    }

    boolean personal() {
        return this == FINE_GRAINED || this == FINE_GRAINED_WITHOUT_PERMISSION || this == CLASSIC;
    }
}
