package dev.sluice.provider.testkit;

import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.Recording;
import dev.sluice.provider.testkit.http.Script;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;

/** An upstream that replies by a script, with injected faults. Thread-safe. */
public final class SimulatedUpstream implements AutoCloseable {
    private final Faults faults = new Faults();
    private final ScriptedServer server;

    private SimulatedUpstream(Script script) {
        this.server = ScriptedServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                faults.inFrontOf(script),
                new Recording(InstantSource.system()));
    }

    /**
     * Starts an upstream on a free port of the loopback address.
     *
     * @param script answers each request
     * @return to be closed
     */
    public static SimulatedUpstream start(Script script) {
        return new SimulatedUpstream(script);
    }

    /**
     * Returns where it listens.
     *
     * @return {@code http://127.0.0.1:port}
     */
    public URI uri() {
        return server.uri();
    }

    /**
     * Returns the faults in front of the script.
     *
     * @return none at first
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Returns what came in.
     *
     * @return the recording
     */
    public Recording requests() {
        return server.requests();
    }

    /**
     * Counts the connections that are open.
     *
     * @return idle ones included
     */
    public int openConnections() {
        return server.openConnections();
    }

    @Override
    public void close() {
        server.close();
    }
}
