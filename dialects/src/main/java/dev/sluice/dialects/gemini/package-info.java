/** Google's Gemini API, {@code generateContent} and {@code streamGenerateContent}: read and written. */
package dev.sluice.dialects.gemini;
