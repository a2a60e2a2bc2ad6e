/**
 * What the gateway can be told: read from the environment, {@code .env} and {@code application.yaml},
 * checked as a whole at the start and whenever it changes.
 */
package dev.sluice.gateway.config;
