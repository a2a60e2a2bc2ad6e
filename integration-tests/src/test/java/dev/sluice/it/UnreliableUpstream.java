package dev.sluice.it;

import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.Recording;
import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.ScriptedServer;
import dev.sluice.provider.testkit.openai.ChatUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** A model called {@code parrot} at an address that stays the same while its server dies and comes back. */
final class UnreliableUpstream implements AutoCloseable {
    static final String KEY = "sk-synthetic";

    // Below the ports that systems hand out by themselves: a dead one's is taken by nobody meanwhile.
    private static final int LOWEST_PORT = 11_000;
    private static final int HIGHEST_PORT = 31_000;

    private final Faults faults = new Faults();
    private final Recording requests = new Recording(InstantSource.system());
    private final InetSocketAddress address = freeAddress();
    private ScriptedServer server = serve();
    private boolean dead;

    private static InetSocketAddress freeAddress() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(address);
                return address;
            } catch (IOException taken) {
                // The next one then.
            }
        }
    }

    private ScriptedServer serve() {
        return ScriptedServer.start(address, faults.inFrontOf(new ChatUpstream(KEY, "parrot")), requests);
    }

    String url() {
        return "http://127.0.0.1:" + address.getPort();
    }

    /** Every completion that matches is hit by this, in place of what hit it before. */
    synchronized void fail(Predicate<Request> match, Fault fault) {
        fix();
        faults.plan(
                Integer.MAX_VALUE, request -> request.path().endsWith("/completions") && match.test(request), fault);
    }

    /** Closes every connection and refuses new ones. */
    synchronized void die() {
        fix();
        server.close();
        dead = true;
    }

    /** Is well again; what was asked before is forgotten. */
    synchronized void fix() {
        faults.clear();
        requests.clear();
        if (dead) {
            server = serve();
            dead = false;
        }
    }

    @Override
    public synchronized void close() {
        server.close();
    }
}
