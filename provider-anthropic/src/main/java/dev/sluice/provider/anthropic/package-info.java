/** The models of Anthropic's API: Messages pass as they are. */
package dev.sluice.provider.anthropic;
