/** Puts the API together: which path leads where, behind which checks. */
package dev.sluice.gateway.endpoints;
