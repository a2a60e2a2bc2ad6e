/**
 * Which models there are, and which provider a model's id leads to. Knows providers by their handles, and
 * nothing of HTTP.
 */
package dev.sluice.gateway.routing;
