using Ballast.Core.Amounts;

namespace Ballast.Engine.Hedging;

/// <summary>What orders of a market are counted in.</summary>
/// <param name="ContractSize">Units of the asset that a contract stands for, above zero.</param>
/// <param name="Step">Contracts that a size is a multiple of, above zero.</param>
/// <param name="Tick">What a price is a multiple of, above zero.</param>
public sealed record HedgeGrid(Quantity ContractSize, Quantity Step, decimal Tick);
