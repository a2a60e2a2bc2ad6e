/** Small tools for what people read and mistype. */
package dev.sluice.gateway.text;
