/**
 * Lists models and plans which provider and model a request may go to. Knows providers by their handles, and nothing of
 * HTTP.
 */
package dev.sluice.gateway.routing;
