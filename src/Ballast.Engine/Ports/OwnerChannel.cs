namespace Ballast.Engine.Ports;

/// <summary>A way to reach the owner, without anything that is secret.</summary>
/// <param name="Name">What settings call it.</param>
/// <param name="Mark">Tells where it leads: settings of another address have another one. Empty where it was written
/// down by a version that did not know marks; no channel that is configured has an empty one.</param>
public sealed record OwnerChannel(string Name, string Mark);
