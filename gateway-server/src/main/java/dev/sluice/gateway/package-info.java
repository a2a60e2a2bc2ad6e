/** The server: what it is made of, and how a process starts and stops it. */
package dev.sluice.gateway;
