package dev.sluice.gateway.config;

/** What is logged. */
public enum LogLevel {
    /** Failures that need somebody. */
    ERROR,
    /** And what may become one. */
    WARN,
    /** And what happens as it should, a line for every request among it. */
    INFO,
    /** And what helps to find a defect. */
    DEBUG
}
