package dev.sluice.dialects.form;

/** Who speaks. */
public enum Role {
    /** The program's standing instructions. */
    SYSTEM,
    /** Instructions, where the dialect ranks them below those of the system. */
    DEVELOPER,
    /** The user, and the tools that answer in the user's stead. */
    USER,
    /** The model. */
    ASSISTANT;

    /** Tells whether that is no part of the dialogue. */
    public boolean instructs() {
        return this == SYSTEM || this == DEVELOPER;
    }
}
