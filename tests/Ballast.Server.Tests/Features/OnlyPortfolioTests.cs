using Ballast.Core.Portfolios;
using Ballast.Server.Features.Portfolios;

namespace Ballast.Server.Tests.Features;

/// <summary>The portfolio that is meant where none is named.</summary>
public sealed class OnlyPortfolioTests
{
    private const string How = "name one with --portfolio";

    [Fact]
    public void Whatever_it_is_called_the_only_one_is_meant() =>
        OnlyPortfolio.Among([new PortfolioId("hybrid")], How)
            .ShouldBe(new OnlyPortfolio.Found(new PortfolioId("hybrid")));

    [Fact]
    public void Several_are_named_in_the_refusal_with_how_to_choose() =>
        Refusal(new PortfolioId("core"), new PortfolioId("hybrid"))
            .ShouldBe("there are several portfolios (core, hybrid); name one with --portfolio");

    [Fact]
    public void Where_there_is_none_that_is_said() => Refusal().ShouldBe("there is no portfolio yet");

    private static string Refusal(params PortfolioId[] all) =>
        OnlyPortfolio.Among(all, How).ShouldBeOfType<OnlyPortfolio.NotOne>().Why.Sentence;
}
