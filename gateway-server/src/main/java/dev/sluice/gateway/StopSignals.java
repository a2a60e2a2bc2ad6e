package dev.sluice.gateway;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops the process when it is told to: the first SIGTERM or SIGINT in good order, with exit status 0, the
 * second at once.
 *
 * <p>Only {@code sun.misc.Signal} can tell a second signal from the first. It is supported, but javac warns
 * of it whatever one does, hence the reflection. Where the runtime lacks it, the first signal does what it
 * should, and the second nothing.
 */
final class StopSignals {
    private static final System.Logger LOGGER = System.getLogger(StopSignals.class.getName());
    private static final int ENDED_BY_SIGNAL = 143;

    private final Runnable stop;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private StopSignals(Runnable stop) {
        this.stop = stop;
    }

    static void install(Runnable stop) {
        StopSignals signals = new StopSignals(stop);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop));
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException e) {
                LOGGER.log(Level.DEBUG, "no handler for SIG" + name, e);
            }
        }
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        MethodHandle received = MethodHandles.lookup()
                .bind(this, "received", MethodType.methodType(void.class, Object.class))
                .asType(MethodType.methodType(void.class, signal));
        Object proxy = MethodHandleProxies.asInterfaceInstance(handler, received);
        try {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // Not every runtime gives every signal away; one started with -Xrs gives none.
            LOGGER.log(Level.DEBUG, "the runtime keeps SIG" + name + " to itself", e.getCause());
        }
    }

    /** Called by the runtime, with the signal. */
    void received(Object signal) {
        if (stopping.compareAndSet(false, true)) {
            Thread.ofPlatform().name("stop-by-signal").start(() -> {
                stop.run();
                System.exit(0);
            });
        } else {
            Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
        }
    }
}
