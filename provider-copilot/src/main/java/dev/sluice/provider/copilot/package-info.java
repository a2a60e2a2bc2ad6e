/** The models of GitHub Copilot. Exports nothing: the gateway finds it as a service. */
package dev.sluice.provider.copilot;
