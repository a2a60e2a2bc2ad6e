/**
 * A scriptable HTTP/1.1 server over plain sockets, for tests that need an upstream to misbehave exactly so.
 *
 * <p>{@link dev.sluice.provider.testkit.http.ScriptedServer} serves a
 * {@link dev.sluice.provider.testkit.http.Script}; {@link dev.sluice.provider.testkit.http.Faults} injects
 * faults and {@link dev.sluice.provider.testkit.http.Recording} records the requests. Nothing here knows any provider.
 */
package dev.sluice.provider.testkit.http;
