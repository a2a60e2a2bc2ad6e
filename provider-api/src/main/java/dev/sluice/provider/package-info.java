/**
 * The service provider interface of Sluice.
 *
 * <p>{@link dev.sluice.provider.ProviderFactory} is what the gateway looks up; it makes a {@link
 * dev.sluice.provider.Provider}, which lists its models and answers requests. Everything else here is
 * either a value that crosses between the two or something the gateway lends through {@link
 * dev.sluice.provider.ProviderContext}.
 *
 * <p>These rules hold for every type unless it says otherwise:
 *
 * <ul>
 *   <li><b>Null.</b> No parameter and no result is ever {@code null}; what may be missing is an {@code Optional}, or
 *       an empty collection. The one exception is the end of an {@link dev.sluice.provider.EventStream}. A value's
 *       constructor or factory refuses {@code null} with a {@code NullPointerException}.
 *   <li><b>Threads.</b> Values are immutable and shared freely; arrays in them are neither copied nor changed by
 *       either side. What a provider implements is called from many threads at once, except an {@code EventStream},
 *       which one thread reads and any thread closes. What the gateway lends is safe for many threads.
 *   <li><b>Blocking.</b> Calls block the calling thread, which is a virtual one, for as long as they need; they keep
 *       no lock meanwhile that other calls wait for. The context class loader is the provider's own during each call.
 *   <li><b>Ending early.</b> The gateway interrupts the thread of a call whose caller has left. The call lets go of
 *       what it holds and throws {@link dev.sluice.provider.ErrorKind#CANCELLED}; {@code http()} does so by itself.
 *   <li><b>Closing.</b> Whoever gets a reply or a stream closes it, on every path. {@code close()} may be called
 *       from any thread and more than once, and returns soon.
 *   <li><b>Errors.</b> A failure is a {@link dev.sluice.provider.ProviderException}, thrown where it is known what
 *       went wrong. Anything else that comes out of a provider counts as its defect: the gateway logs it with the
 *       stack, and answers {@link dev.sluice.provider.ErrorKind#INTERNAL} without details.
 *   <li><b>Secrets.</b> They are {@link dev.sluice.provider.Secret}, and revealed only where they are sent.
 * </ul>
 *
 * <p>Each type is marked {@link dev.sluice.provider.Stable} or {@link dev.sluice.provider.Incubating}. Those that
 * providers implement ({@code ProviderFactory}, {@code Provider}, {@code EventStream}, {@code SignIn}) grow by methods
 * with a default alone; those that the gateway implements may grow by any method.
 */
package dev.sluice.provider;
