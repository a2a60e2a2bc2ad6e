package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.provider.testkit.Calls;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Concurrent calls do not mix up their replies. */
public interface ConcurrencyContract extends ProviderContract {

    /** Plain and streamed calls and listings, side by side: each request reaches the upstream once. */
    @Test
    default void servesManyCallersAtOnce() throws Exception {
        int callers = 40;
        try (ContractSubject subject = subject();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = IntStream.range(0, callers)
                    .<Future<?>>mapToObj(caller -> threads.submit(() -> call(subject, caller)))
                    .toList();
            for (Future<?> each : running) {
                Calls.within(Replies.patience(), "one of " + callers + " calls", () -> String.valueOf(each.get()));
            }
            List<String> sent =
                    subject.calls().stream().map(call -> call.request().text()).toList();
            for (String text : IntStream.range(0, callers)
                    .mapToObj(ConcurrencyContract::text)
                    .toList()) {
                assertEquals(
                        1,
                        sent.stream().filter(body -> body.contains(text)).count(),
                        () -> "how often the upstream was sent: " + text);
            }
        }
    }

    private static Object call(ContractSubject subject, int caller) {
        if (caller % 4 == 3) {
            subject.provider().models();
        }
        return caller % 2 == 0
                ? Replies.plain(subject, Requests.plain(subject, text(caller)))
                : Replies.texts(subject, Requests.streamed(subject, text(caller)));
    }

    private static String text(int caller) {
        return "I am caller " + caller + ".";
    }
}
