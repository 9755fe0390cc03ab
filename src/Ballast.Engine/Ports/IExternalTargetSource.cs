using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;

namespace Ballast.Engine.Ports;

/// <summary>Reads what a program of the owner's says of a portfolio's target.</summary>
public interface IExternalTargetSource
{
    /// <summary>Reads the document that a policy names. Whatever is wrong with it is an answer and never
    /// thrown.</summary>
    Task<ExternalReading> ReadTargetAsync(
        PortfolioId portfolio, ExternalPolicy external, CancellationToken cancellation);
}
