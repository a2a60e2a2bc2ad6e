/** The APIs for model requests, one object each, and what they share. The only package that knows vendors. */
package dev.sluice.gateway.api;
