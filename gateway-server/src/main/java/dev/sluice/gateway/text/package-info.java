/** Text utilities: near matches of mistyped names, and JSON other than model traffic. */
package dev.sluice.gateway.text;
