/**
 * What the gateway can be told: read from the environment, {@code .env} and {@code application.yaml},
 * checked as a whole at start, and immutable from then on.
 */
package dev.sluice.gateway.config;
