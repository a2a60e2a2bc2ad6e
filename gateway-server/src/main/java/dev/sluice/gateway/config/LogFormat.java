package dev.sluice.gateway.config;

/** How log lines are written. */
public enum LogFormat {
    /** A line of text for people. */
    TEXT,
    /** A line of JSON for machines. */
    JSON
}
