namespace Ballast.Server.Features.Portfolios;

/// <summary>A policy file; its own JSON Schema describes it.</summary>
public sealed record PolicyDocument;
