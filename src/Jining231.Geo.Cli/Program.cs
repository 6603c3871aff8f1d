using Jining231.Geo.Cli;

return await Grammar.RunAsync(args);
