/**
 * Executes model requests: {@link dev.sluice.gateway.request.ModelRequest} shows the stages of one, from its admission
 * to its record.
 */
package dev.sluice.gateway.request;
