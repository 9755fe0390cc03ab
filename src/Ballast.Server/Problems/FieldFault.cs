namespace Ballast.Server.Problems;

/// <summary>One fault in a document that was sent.</summary>
/// <param name="Path">JSON path of the field, such as <c>$.target.weights.BTC</c>.</param>
/// <param name="Value">What was found there, as JSON text; empty where nothing was.</param>
/// <param name="Allowed">What may stand there.</param>
public sealed record FieldFault(string Path, string Value, string Allowed);
