package dev.sluice.gateway;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened, to be closed in the opposite order. */
final class Closing implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Closing.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Takes something that is to be closed; returns it. */
    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes everything once; one that fails does not keep the others open. */
    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            AutoCloseable resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                LOGGER.log(
                        Level.WARNING, "could not close " + resource.getClass().getSimpleName(), e);
            }
        }
    }
}
