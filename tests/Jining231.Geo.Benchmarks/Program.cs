using System.Reflection;
using BenchmarkDotNet.Running;

// Filters and other options are BenchmarkDotNet's own, for instance: -- --filter '*Siting*'.
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
