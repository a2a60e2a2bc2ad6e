/** The gateway's image, run as people run it, with what stands beside it in containers of its own. */
package dev.sluice.it.container;
