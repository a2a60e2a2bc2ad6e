/** The models of Google's Gemini API: its requests, replies and streams pass as they are. */
package dev.sluice.provider.google;
