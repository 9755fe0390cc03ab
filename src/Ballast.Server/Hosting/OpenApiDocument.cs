using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using NodaTime;

namespace Ballast.Server.Hosting;

/// <summary>The published description of the REST interface: says how our own value types travel.</summary>
internal static class OpenApiDocument
{
    private const string DecimalPattern = @"^-?(0|[1-9]\d*)(\.\d*[1-9])?$";

    private static readonly Dictionary<Type, OpenApiSchema> Known = new()
    {
        [typeof(Money)] = Text("decimal", DecimalPattern, "Amount in the quote currency: a canonical decimal."),
        [typeof(Price)] = Text("decimal", DecimalPattern, "Price: a canonical decimal."),
        [typeof(Quantity)] = Text("decimal", DecimalPattern, "Units of an asset: a canonical decimal."),
        [typeof(Instant)] = Text("date-time", null, "ISO 8601, UTC."),
        [typeof(Asset)] = Text(null, "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$", "Ticker of an asset."),
        [typeof(PortfolioId)] = Text(null, "^[a-z0-9_-]{1,64}$", "Name of a portfolio."),
        [typeof(AccountId)] = Text(null, "^[a-z0-9_-]{1,64}$", "Name of an account."),
        [typeof(Weight)] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "A fraction; 0.4 is 40 %." },
    };

    /// <summary>Adds the document <c>v1</c>.</summary>
    public static IServiceCollection AddBallastOpenApi(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                Describe(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "Ballast";
                document.Info.Description = "Keeps portfolios on target. Money, prices and quantities are decimal "
                    + "texts; weights are fractions.";
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });

    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (!Known.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out OpenApiSchema? known))
        {
            return;
        }

        schema.Type = known.Type;
        schema.Format = known.Format;
        schema.Pattern = known.Pattern;
        schema.Description = known.Description;
        schema.Properties?.Clear();
        schema.Required?.Clear();
    }

    private static OpenApiSchema Text(string? format, string? pattern, string description) => new()
    {
        Type = JsonSchemaType.String,
        Format = format,
        Pattern = pattern,
        Description = description,
    };
}
