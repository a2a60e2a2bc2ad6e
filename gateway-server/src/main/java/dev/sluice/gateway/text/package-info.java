/** Small tools for text: near matches of what people mistype, and JSON that is no model traffic. */
package dev.sluice.gateway.text;
