/** Assembles the API: paths, endpoints and the checks before them. */
package dev.sluice.gateway.endpoints;
