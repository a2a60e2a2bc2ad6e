/** The built gateway as people run it, against simulators over real sockets. */
package dev.sluice.it;
