/** Whether the gateway lives and whether it can serve, for load balancers and for people. */
package dev.sluice.gateway.health;
