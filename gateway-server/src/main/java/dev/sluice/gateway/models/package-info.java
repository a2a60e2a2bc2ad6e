/** The APIs by which callers ask models, and list them: what a request names, and how its reply is written. */
package dev.sluice.gateway.models;
