/** The process's log on the console, as text or JSON lines. The only package that uses java.util.logging. */
package dev.sluice.gateway.logging;
