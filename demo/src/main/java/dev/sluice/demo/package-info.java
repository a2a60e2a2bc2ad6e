/** Two programs: the demo, and the simulated GitHub and Copilot APIs alone. */
package dev.sluice.demo;
