package dev.sluice.provider.testkit.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The planned faults. A request gets the first that matches; a fault that has been used as often as planned is removed.
 * Thread-safe.
 */
public final class Faults {

    private final List<PlannedFault> planned = new CopyOnWriteArrayList<>();

    /** Starts without any fault. */
    public Faults() {}

    /** Hits the next request for this path (without query). */
    public PlannedFault next(String path, Fault fault) {
        return next(1, path, fault);
    }

    /** Hits the next so many requests for this path. */
    public PlannedFault next(int times, String path, Fault fault) {
        return plan(times, onPath(path), fault);
    }

    /** Hits every request for this path. */
    public PlannedFault always(String path, Fault fault) {
        return plan(Integer.MAX_VALUE, onPath(path), fault);
    }

    /** Hits the next so many requests that match; the predicate sees the body as well. */
    public PlannedFault plan(int times, Predicate<Request> match, Fault fault) {
        return add(new PlannedFault(times, match, fault, false));
    }

    /** Answers the next so many requests for this path before their body is read, and ends the connection after it. */
    public PlannedFault early(int times, String path, Response response) {
        return add(new PlannedFault(times, onPath(path), Fault.responding(response), true));
    }

    private PlannedFault add(PlannedFault fault) {
        planned.add(fault);
        return fault;
    }

    private static Predicate<Request> onPath(String path) {
        return request -> request.path().equals(path);
    }

    /** Takes every fault away; answers that are already under way stay as they are. */
    public void clear() {
        planned.clear();
    }

    /** The script with these faults in its way. */
    public Script inFrontOf(Script script) {
        return new Script() {
            @Override
            public Response answer(Request request) {
                return take(request, false)
                        .map(fault -> fault.fault().apply(request, script))
                        .orElseGet(() -> script.answer(request));
            }

            @Override
            public Optional<Response> answerEarly(Request head) {
                return take(head, true)
                        .map(fault -> fault.fault().apply(head, script))
                        .or(() -> script.answerEarly(head));
            }
        };
    }

    private Optional<PlannedFault> take(Request request, boolean early) {
        return planned.stream()
                .filter(fault -> fault.early() == early && fault.take(request))
                .findFirst();
    }
}
