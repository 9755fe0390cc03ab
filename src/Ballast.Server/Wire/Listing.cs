namespace Ballast.Server.Wire;

/// <summary>Every list that leaves the server: items with an id each, and where the next page begins.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Pass it as <c>cursor</c> for the next page; absent on the last one.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next = null);
