/** What the person who runs the gateway may ask of it beyond what clients may: providers, and a reload. */
package dev.sluice.gateway.admin;
