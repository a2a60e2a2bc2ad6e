/**
 * The service provider interface of Sluice.
 *
 * <p>{@link dev.sluice.provider.ProviderFactory} is what the gateway looks up; it makes a {@link
 * dev.sluice.provider.Provider}, which lists its models and sends requests to them. Everything else here is
 * either a value that crosses between the two or a service that the gateway offers through {@link
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
 *       which one thread reads and any thread closes. What the gateway offers is thread-safe.
 *   <li><b>Blocking.</b> Calls block the calling thread, which is a virtual one, for as long as they need; meanwhile
 *       they hold no lock that other calls wait for. The context class loader is the provider's own during each call.
 *   <li><b>Cancellation.</b> The gateway interrupts the thread of a call whose client has disconnected. The call
 *       releases its resources and throws {@link dev.sluice.provider.ErrorKind#CANCELLED}; {@code http()} does so by
 *       itself.
 *   <li><b>Closing.</b> The receiver of a reply or a stream closes it, on every path. {@code close()} may be called
 *       from any thread and more than once, and returns soon.
 *   <li><b>Errors.</b> A failure is a {@link dev.sluice.provider.ProviderException}, thrown where it is known what
 *       went wrong. Any other exception of a provider is a bug in it: the gateway logs it with the
 *       stack, and answers {@link dev.sluice.provider.ErrorKind#INTERNAL} without details.
 *   <li><b>Secrets.</b> They are {@link dev.sluice.provider.Secret}, and revealed only where they are sent.
 * </ul>
 *
 * <p>Each type is marked {@link dev.sluice.provider.Stable} or {@link dev.sluice.provider.Incubating}. Those that
 * providers implement ({@code ProviderFactory}, {@code Provider}, {@code EventStream}, {@code SignIn}) grow by methods
 * with a default alone; those that the gateway implements may grow by any method.
 */
package dev.sluice.provider;
