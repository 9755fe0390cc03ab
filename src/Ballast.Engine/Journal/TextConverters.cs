using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Engine.Journal;

/// <summary>The journal's text forms of the domain's values: decimals canonical, times ISO 8601.</summary>
internal static class TextConverters
{
    public sealed class OfDecimal : TextConverter<decimal>
    {
        protected override decimal Parse(string text) => CanonicalDecimal.Parse(text);

        protected override string Format(decimal value) => CanonicalDecimal.Format(value);
    }

    public sealed class OfQuantity : TextConverter<Quantity>
    {
        protected override Quantity Parse(string text) => new(CanonicalDecimal.Parse(text));

        protected override string Format(Quantity value) => value.ToString();
    }

    public sealed class OfPrice : TextConverter<Price>
    {
        protected override Price Parse(string text) => new(CanonicalDecimal.Parse(text));

        protected override string Format(Price value) => value.ToString();
    }

    public sealed class OfMoney : TextConverter<Money>
    {
        protected override Money Parse(string text) => new(CanonicalDecimal.Parse(text));

        protected override string Format(Money value) => value.ToString();
    }

    public sealed class OfWeight : TextConverter<Weight>
    {
        protected override Weight Parse(string text) => new(CanonicalDecimal.Parse(text));

        protected override string Format(Weight value) => value.ToString();
    }

    public sealed class OfAsset : TextConverter<Asset>
    {
        protected override Asset Parse(string text) => new(text);

        protected override string Format(Asset value) => value.Symbol;
    }

    public sealed class OfAccount : TextConverter<AccountId>
    {
        protected override AccountId Parse(string text) => new(text);

        protected override string Format(AccountId value) => value.Value;
    }

    public sealed class OfPortfolio : TextConverter<PortfolioId>
    {
        protected override PortfolioId Parse(string text) => new(text);

        protected override string Format(PortfolioId value) => value.Value;
    }

    public sealed class OfRun : TextConverter<RunId>
    {
        protected override RunId Parse(string text) => new(text);

        protected override string Format(RunId value) => value.Value;
    }

    public sealed class OfClientOrderId : TextConverter<ClientOrderId>
    {
        protected override ClientOrderId Parse(string text) =>
            new(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

        protected override string Format(ClientOrderId value) => value.ToString();
    }

    public sealed class OfInstant : TextConverter<Instant>
    {
        protected override Instant Parse(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

        protected override string Format(Instant value) => InstantPattern.ExtendedIso.Format(value);
    }

    public sealed class OfDuration : TextConverter<Duration>
    {
        protected override Duration Parse(string text) => DurationPattern.Roundtrip.Parse(text).GetValueOrThrow();

        protected override string Format(Duration value) => DurationPattern.Roundtrip.Format(value);
    }

    public sealed class OfLocalDate : TextConverter<LocalDate>
    {
        protected override LocalDate Parse(string text) => LocalDatePattern.Iso.Parse(text).GetValueOrThrow();

        protected override string Format(LocalDate value) => LocalDatePattern.Iso.Format(value);
    }
}
