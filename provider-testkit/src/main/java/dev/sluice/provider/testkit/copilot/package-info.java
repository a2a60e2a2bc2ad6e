/**
 * GitHub and GitHub Copilot as one simulator over real sockets.
 *
 * <p>It replies as clients have observed the service reply, enforces what the service enforces word for word, and fails
 * on demand. Start with {@link dev.sluice.provider.testkit.copilot.CopilotSimulator}. Every token in it is synthetic.
 */
package dev.sluice.provider.testkit.copilot;
