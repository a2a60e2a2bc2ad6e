/** Two programs: the demo, and the simulated GitHub and Copilot by themselves. */
package dev.sluice.demo;
